// Each layout with a small made-up export, and what must come of it.
#include "mine/layouts/layouts.h"

#include <set>
#include <string>
#include <vector>

#include "catch.h"
#include "mine/read/items_reader.h"
#include "mine/read/orders_reader.h"

using namespace goeswith;

namespace {

using Sets = std::multiset<std::set<std::string>>;

struct OrderExample {
  const char* layout;
  std::string text;
  Sets baskets;
};

// Two orders of cup + pot and of cup + tin are wanted; what else stands there must fall out.
const Sets kWanted = {{"CUP", "POT"}, {"CUP", "TIN"}};

const OrderExample kOrders[] = {
    {"plain", "Order No,SKU,Qty,Date\n7,CUP,1,2026-03-01\n7,POT,2,2026-03-01\n8,CUP,1,2026-03-02\n8,TIN,1,2026-03-02\n",
     kWanted},
    {"shopify",
     "Name,Email,Financial Status,Created at,Lineitem quantity,Lineitem name,Lineitem sku,Cancelled at\n"
     "#7,a@b.example,paid,2026-03-01 10:00:00 +0100,1,Cup,CUP,\n#7,,,2026-03-01 10:00:00 +0100,2,Pot,POT,\n"
     "#8,a@b.example,partially_refunded,2026-03-02 10:00:00 +0100,1,Cup,CUP,\n#8,,,,1,Tin,TIN,\n#8,,,,1,Tip,,\n"
     "#9,a@b.example,voided,2026-03-02 10:00:00 +0100,1,Cup,CUP,\n#9,,,,1,Tin,LID,\n",
     kWanted},
    {"squarespace",
     "Order ID,Email,Financial Status,Paid at,Lineitem quantity,Lineitem name,Lineitem sku,Lineitem variant\n"
     "7,a@b.example,PAID,2026-03-01 10:00:00 +0100,1,Cup,CUP,\n7,,,,1,Pot,POT,\n"
     "8,a@b.example,PAID,2026-03-01 10:00:00 +0100,1,Cup,CUP,\n8,,,,1,Tin,TIN,\n",
     kWanted},
    {"woocommerce-lookup",
     "order_item_id,order_id,product_id,variation_id,customer_id,date_created,product_qty\n"
     "1,7,CUP,0,1,2026-03-01 10:00:00,1\n2,7,9,POT,1,2026-03-01 10:00:00,1\n3,8,CUP,0,1,2026-03-02 10:00:00,1\n"
     "4,8,TIN,0,1,2026-03-02 10:00:00,1\n5,90,TIN,0,1,2026-03-03 10:00:00,-1\n",
     kWanted},
    {"woocommerce-analytics",
     "Date,Order #,N. Revenue,Status,Customer,Product(s),Items sold,Coupon(s)\n"
     "2026-03-01 10:00,7,9.5,completed,A,\"1× CUP, 2× POT\",3,\n2026-03-02 10:00,8,9.5,processing,A,\"1× CUP, 1× "
     "TIN\",2,\n"
     "2026-03-02 10:00,9,9.5,pending,A,\"1× CUP, 1× LID\",2,\n",
     kWanted},
    {"woocommerce-webtoffee",
     "order_id,order_number,order_date,status,line_item_1,line_item_2\n"
     "70,7,2026-03-01 10:00:00,completed,name:Cup|product_id:1|sku:CUP|quantity:1|total:3.00,"
     "name:Pot|product_id:2|sku:POT|quantity:1|total:3.00\n"
     "80,8,2026-03-01 10:00:00,completed,name:Cup|product_id:1|sku:CUP|quantity:1|total:3.00,"
     "name:Tin|product_id:3|sku:TIN|quantity:1|total:3.00\n",
     kWanted},
    {"woocommerce-csv-export",
     "order_id,order_number,date,status,shipping_total,line_items,shipping_items,fee_items\n"
     "7,7,2026-03-01 "
     "10:00:00,completed,0,id:1|name:Cup|sku:CUP|quantity:1|total:3;id:2|name:Pot|sku:POT|quantity:1|total:3,,\n"
     "8,8,2026-03-01 "
     "10:00:00,completed,0,id:3|name:Cup|sku:CUP|quantity:1|total:3;id:4|name:Tin|sku:TIN|quantity:1|total:3,,\n",
     kWanted},
    {"woocommerce-advanced",
     "Order Number,Order Status,Order Date,SKU,Item Name,Quantity (- Refund),Item Cost\n"
     "7,Completed,2026-03-01 10:00,CUP,Cup,1,3\n,,,POT,Pot,1,3\n8,Completed,2026-03-02 "
     "10:00,CUP,Cup,1,3\n,,,TIN,Tin,1,3\n"
     ",,,LID,Lid,0,3\n9,Cancelled,2026-03-02 10:00,CUP,Cup,1,3\n,,,LID,Lid,1,3\n",
     kWanted},
    {"woocommerce-all-export",
     "Order ID,Order Key,Order Date,Order Status,SKU #1,Quantity #1,SKU #2,Quantity #2\n"
     "7,wc_a,2026-03-01,Completed,CUP,1,POT,1\n8,wc_b,2026-03-01,Completed,CUP,1,TIN,1\n",
     kWanted},
    {"magento",
     "item_id,order_id,parent_item_id,created_at,product_type,sku,name,qty_ordered,qty_canceled,qty_refunded,status\n"
     "1,7,,2026-03-01 10:00:00,configurable,CUP,Cup,1.0000,0.0000,0.0000,complete\n"
     "2,7,1,2026-03-01 10:00:00,simple,CUP-RED,Cup,1.0000,0.0000,0.0000,complete\n"
     "3,7,,2026-03-01 10:00:00,simple,POT,Pot,1.0000,0.0000,0.0000,complete\n"
     "4,8,,2026-03-01 10:00:00,simple,CUP,Cup,2.0000,1.0000,0.0000,processing\n"
     "5,8,,2026-03-01 10:00:00,simple,TIN,Tin,1.0000,0.0000,0.0000,processing\n"
     "6,8,,2026-03-01 10:00:00,simple,LID,Lid,1.0000,0.0000,1.0000,processing\n"
     "7,9,,2026-03-01 10:00:00,simple,CUP,Cup,1.0000,0.0000,0.0000,closed\n",
     kWanted},
    {"prestashop",
     "id_order;date_add;order_state;product_id;product_reference;product_name;product_quantity;product_quantity_"
     "refunded\n"
     "7;2026-03-01 10:00:00;Paiement accepté;1;CUP;Tasse;1;0\n7;2026-03-01 10:00:00;Paiement accepté;2;POT;Pot;1;0\n"
     "8;2026-03-01 10:00:00;Livré;1;CUP;Tasse;1;0\n8;2026-03-01 10:00:00;Livré;3;TIN;Boite;1;0\n"
     "9;2026-03-01 10:00:00;Erreur de paiement;3;TIN;Boite;1;0\n9;2026-03-01 10:00:00;Annulé;3;LID;Boite;1;0\n",
     kWanted},
    {"bigcommerce",
     "Order ID,Customer Name,Order Date,Order Status,Order Total,Product Details\n"
     "7,A,01/03/2026,Completed,9,\"Product ID: 1, Product Qty: 1, Product SKU: CUP, Product Name: Cup, Product Weight: "
     "1|"
     "Product ID: 2, Product Qty: 1, Product SKU: POT, Product Name: Pot, Product Weight: 1\"\n"
     "8,A,31/03/2026,Shipped,9,\"Product ID: 1, Product Qty: 1, Product SKU: CUP, Product Name: Cup, Product Weight: 1|"
     "Product ID: 3, Product Qty: 1, Product SKU: TIN, Product Name: Tin, Product Weight: 1\"\n"
     "9,A,31/03/2026,Incomplete,9,\"Product ID: 3, Product Qty: 1, Product SKU: LID, Product Name: Lid\"\n",
     kWanted},
    {"square",
     "Date,Time,Time Zone,Category,Item,Qty,Price Point Name,SKU,Gross Sales,Transaction ID,Payment ID,Event Type\n"
     "03/01/26,10:00:00,Berlin,Home,Cup,1.0,Regular,CUP,$3.00,T7,P1,Payment\n03/01/"
     "26,10:00:00,Berlin,Home,Pot,1.0,Regular,POT,$3.00,T7,P1,Payment\n"
     "03/31/26,10:00:00,Berlin,Home,Cup,1.0,Regular,CUP,$3.00,T8,P2,Payment\n03/31/"
     "26,10:00:00,Berlin,Home,Tin,1.0,Regular,TIN,$3.00,T8,P2,Payment\n"
     "03/31/26,10:00:00,Berlin,Home,Tin,-1.0,Regular,LID,($3.00),T9,P3,Refund\n",
     kWanted},
    {"etsy",
     "Sale Date,Item Name,Buyer,Quantity,Price,Transaction ID,Listing ID,Order ID,SKU\n"
     "03/01/26,Cup,A,1,3.00,1,11,7,CUP\n03/01/26,Pot,A,1,3.00,2,12,7,POT\n03/31/26,Cup,A,1,3.00,3,11,8,CUP\n03/31/"
     "26,Tin,A,1,3.00,4,13,8,TIN\n",
     kWanted},
    {"amazon",
     "amazon-order-id\tmerchant-order-id\tpurchase-date\torder-status\tproduct-name\tsku\tasin\titem-status\tquantity\n"
     "7-1\t\t2026-03-01T10:00:00+00:00\tShipped\tA \"5 "
     "cup\tCUP\tB01\tShipped\t1\n7-1\t\t2026-03-01T10:00:00+00:00\tShipped\tPot\tPOT\tB02\tShipped\t1\n"
     "8-1\t\t2026-03-01T10:00:00+00:00\tShipped - Delivered to Buyer\tCup\tCUP\tB01\tShipped\t1\n"
     "8-1\t\t2026-03-01T10:00:00+00:00\tShipped - Delivered to Buyer\tTin\tTIN\tB03\tShipped\t1\n"
     "9-1\t\t2026-03-01T10:00:00+00:00\tCancelled\tTin\tLID\tB03\tCancelled\t0\n",
     kWanted},
    {"ebay",
     ",,,,,,\nSales Record Number,Order Number,Buyer Username,Item Number,Item Title,Custom Label,Quantity,Sale "
     "Date\n,,,,,,,\n"
     "1,07-1,a,110,Cup,CUP,1,Mar-01-26\n1,07-1,a,111,Pot,POT,1,Mar-01-26\n2,08-1,a,110,Cup,CUP,1,Mar-02-26\n2,08-1,a,"
     "112,Tin,TIN,1,Mar-02-26\n"
     "\n2,record(s) downloaded,from ,Mar-01-26,to,Mar-02-26\nSeller ID : somebody\n",
     kWanted},
    {"odoo",
     "Order Reference,Customer,Order Date,Status,Order Lines/Product/Internal Reference,Order Lines/Quantity\n"
     "S7,A,2026-03-01 10:00:00,Sales Order,CUP,1.0\n,,,,POT,1.0\nS8,A,2026-03-01 10:00:00,Sales "
     "Order,CUP,1.0\n,,,,TIN,1.0\n"
     "S9,A,2026-03-01 10:00:00,Quotation Sent,CUP,1.0\n,,,,LID,1.0\n",
     kWanted},
    {"lightspeed",
     "Date,Receipt Number,Line Type,Customer Name,Quantity,Total,Details,Register,Status,Sku\n"
     "2026-03-01 10:00:00,7,Sale,A,2,6,,Main,CLOSED,\n2026-03-01 10:00:00,7,Sale Line,A,1,3,Cup,Main,CLOSED,CUP\n"
     "2026-03-01 10:00:00,7,Sale Line,A,1,3,Pot,Main,CLOSED,POT\n2026-03-01 10:00:00,7,Payment,A,,6,Cash,Main,CLOSED,\n"
     "2026-03-02 10:00:00,8,Sale Line,A,1,3,Cup,Main,CLOSED,CUP\n2026-03-02 10:00:00,8,Sale "
     "Line,A,1,3,Tin,Main,CLOSED,TIN\n",
     kWanted},
    {"wix",
     "Order number,Date created,Time,Item,Variant,SKU,Qty,Quantity refunded,Price,Payment status,Fulfillment status\n"
     "7,\"Mar 1, 2026\",10:00 AM,Cup,,CUP,1,0,3,Paid,Fulfilled\n7,\"Mar 1, 2026\",10:00 "
     "AM,Pot,,POT,1,0,3,Paid,Fulfilled\n"
     "8,\"Mar 2, 2026\",10:00 AM,Cup,,CUP,1,0,3,Paid,Fulfilled\n8,\"Mar 2, 2026\",10:00 "
     "AM,Tin,,TIN,1,0,3,Paid,Fulfilled\n"
     "8,\"Mar 2, 2026\",10:00 AM,Lid,,LID,1,1,3,Paid,Fulfilled\n9,\"Mar 2, 2026\",10:00 AM,Lid,,LID,1,0,3,Unpaid,\n",
     kWanted},
    {"shopware",
     "ordernumber;ordertime;orderstatus;articleordernumber;articlename;quantity;modus\n"
     "7;2026-03-01 10:00:00;Komplett abgeschlossen;CUP;Tasse;1;0\n7;2026-03-01 10:00:00;Komplett "
     "abgeschlossen;POT;Kanne;1;0\n"
     "7;2026-03-01 10:00:00;Komplett abgeschlossen;G10;Gutschein;1;2\n8;2026-03-01 10:00:00;In "
     "Bearbeitung;CUP;Tasse;1;0\n"
     "8;2026-03-01 10:00:00;In Bearbeitung;TIN;Dose;1;0\n9;2026-03-01 10:00:00;Storniert / Abgelehnt;LID;Deckel;1;0\n",
     kWanted},
    {"opencart",
     "order_id,order_product_id,product_id,name,model,quantity,order_status,date_added\n"
     "7,1,50,Cup,CUP,1,Complete,2026-03-01 10:00:00\n7,2,51,Pot,POT,1,Complete,2026-03-01 10:00:00\n"
     "8,3,50,Cup,CUP,1,Shipped,2026-03-01 10:00:00\n8,4,52,Tin,TIN,1,Shipped,2026-03-01 10:00:00\n"
     "9,5,52,Tin,LID,1,Canceled Reversal,2026-03-01 10:00:00\n",
     kWanted},
    {"ecwid",
     "order_number,date,email,payment_status,fulfillment_status,sku,name,quantity\n"
     "7,2026-03-01 10:00:00,a,PAID,SHIPPED,CUP,Cup,1\n7,2026-03-01 10:00:00,a,PAID,SHIPPED,POT,Pot,1\n"
     "8,2026-03-01 10:00:00,a,PAID,SHIPPED,CUP,Cup,1\n8,2026-03-01 10:00:00,a,PAID,SHIPPED,TIN,Tin,1\n"
     "9,2026-03-01 10:00:00,a,AWAITING_PAYMENT,AWAITING_PROCESSING,LID,Lid,1\n",
     kWanted},
    {"ga4",
     R"({"event_date":"20260301","event_timestamp":"1772359200000000","event_name":"page_view","items":[]})"
     "\n"
     R"({"event_date":"20260301","event_timestamp":"1772359200000000","event_name":"purchase","ecommerce":{"transaction_id":"7"},"items":[{"item_id":"CUP","item_name":"Cup","quantity":"1"},{"item_id":"POT","item_name":"Pot","quantity":"1"}]})"
     "\n"
     R"({"event_date":"20260301","event_timestamp":"1772359200000000","event_name":"add_to_cart","items":[{"item_id":"LID","item_name":"Lid"}]})"
     "\n"
     R"({"event_date":"20260301","event_timestamp":"1772359200000000","event_name":"purchase","ecommerce":{"transaction_id":"8"},"items":[{"item_id":"CUP","item_name":"Cup"},{"item_id":"TIN","item_name":"Tin"}]})"
     "\n"
     R"({"event_date":"20260301","event_timestamp":"1772359200000000","event_name":"purchase","ecommerce":{"transaction_id":"null"},"items":[{"item_id":"LID","item_name":"Lid"}]})"
     "\n",
     kWanted},
    {"segment",
     R"({"type":"track","event":"Order Completed","timestamp":"2026-03-01T10:00:00Z","properties":{"order_id":"7","products":[{"product_id":"1","sku":"CUP","quantity":1},{"product_id":"2","sku":"POT"}]}})"
     "\n"
     R"({"type":"track","event":"Order Completed","timestamp":"2026-03-01T10:00:00Z","properties":{"order_id":"8","products":[{"product_id":"1","sku":"CUP"},{"product_id":"3","sku":"TIN"}]}})"
     "\n"
     R"({"type":"track","event":"Checkout Started","timestamp":"2026-03-01T10:00:00Z","properties":{"order_id":"9","products":[{"product_id":"1","sku":"LID"}]}})"
     "\n",
     kWanted},
    {"shopify-rest",
     R"({"orders":[{"id":1,"name":"#7","created_at":"2026-03-01T10:00:00+01:00","financial_status":"paid","cancelled_at":null,"discount_codes":[{"code":"X"}],)"
     R"("line_items":[{"id":1,"variant_id":11,"sku":"CUP","quantity":1},{"id":2,"variant_id":12,"sku":"POT","quantity":1}]},)"
     "\n"
     R"({"id":2,"name":"#8","created_at":"2026-03-01T10:00:00+01:00","financial_status":"paid","cancelled_at":null,)"
     R"("line_items":[{"id":3,"variant_id":11,"sku":"CUP","quantity":1},{"id":4,"variant_id":13,"sku":"TIN","quantity":1}]},)"
     R"({"id":3,"name":"#9","created_at":"2026-03-01T10:00:00+01:00","financial_status":"paid","cancelled_at":"2026-03-02T10:00:00+01:00",)"
     R"("line_items":[{"id":5,"variant_id":11,"sku":"LID","quantity":1}]}]})",
     kWanted},
    {"woocommerce-rest",
     R"([{"id":70,"number":"7","status":"completed","date_created":"2026-03-01T10:00:00","line_items":[{"id":1,"product_id":1,"variation_id":0,"quantity":1,"sku":"CUP"},{"id":2,"product_id":2,"variation_id":0,"quantity":1,"sku":"POT"}]},)"
     "\n"
     R"({"id":80,"number":"8","status":"processing","date_created":"2026-03-01T10:00:00","line_items":[{"id":3,"product_id":1,"variation_id":0,"quantity":1,"sku":"CUP"},{"id":4,"product_id":3,"variation_id":0,"quantity":1,"sku":"TIN"}]},)"
     R"({"id":90,"number":"9","status":"pending","date_created":"2026-03-01T10:00:00","line_items":[{"id":5,"product_id":1,"variation_id":0,"quantity":1,"sku":"LID"}]}])",
     kWanted},
    {"baskets", "order_id,items\n7,\"CUP, POT\"\n8,\"1 x CUP, 2 x TIN\"\n", kWanted},
};

Orders readAll(const std::string& text, const std::string& layout = {}) {
  OrdersReader reader({.layout = layout});
  REQUIRE(reader.beginFile("orders"));
  if (auto pushed = reader.push(text); !pushed) FAIL(pushed.error().text());
  if (auto ended = reader.endFile(); !ended) FAIL(ended.error().text());
  return std::move(reader).finish();
}

Sets setsOf(const Baskets& baskets) {
  Sets sets;
  for (std::size_t b = 0; b < baskets.basketCount(); ++b) {
    std::set<std::string> skus;
    for (auto i = baskets.offsets[b]; i < baskets.offsets[b + 1]; ++i) skus.insert(baskets.skus[baskets.items[i]]);
    sets.insert(skus);
  }
  return sets;
}

struct ItemExample {
  const char* layout;
  std::string text;
};

// The pot costs 7.50 and is offered, the tin is not for sale.
const ItemExample kItems[] = {
    {"plain",
     "sku,name,price,category,image,status\nPOT,Pot,7.50,Home,https://x.example/"
     "pot.jpg,active\nTIN,Tin,1,Home,,disabled\n"},
    {"google-merchant",
     "id\ttitle\tlink\timage_link\tprice\tsale_price\tavailability\tproduct_type\n"
     "POT\tPot\thttps://x.example/pot\thttps://x.example/pot.jpg\t9.00 EUR\t7.50 EUR\tin_stock\tHome\n"
     "TIN\tTin\thttps://x.example/tin\t\t9.00 EUR\t\tout_of_stock\tHome\n"},
    {"shopify",
     "Handle,Title,Type,Published,Variant SKU,Variant Inventory Tracker,Variant Inventory Qty,Variant Inventory Policy,"
     "Variant Price,Image Src,Variant Image,Status\n"
     "pot,Pot,Home,true,POT,shopify,3,deny,7.50,https://x.example/"
     "pot.jpg,,active\ntin,Tin,Home,true,TIN,shopify,3,deny,1,,,draft\n"},
    {"woocommerce",
     "ID,Type,SKU,Name,Published,Visibility in catalog,In stock?,Stock,Sale price,Regular "
     "price,Categories,Images,Parent\n"
     "1,variable,P,Pot,1,visible,1,,,9,\"Home, Home > Kitchen\",\"https://x.example/pot.jpg, "
     "https://x.example/b.jpg\",\n"
     "2,variation,POT,,1,visible,1,4,7.50,9,,,P\n3,simple,TIN,Tin,-1,visible,1,4,,1,Home,,\n"},
    {"woocommerce-rest",
     R"([{"id":1,"name":"Pot &amp; lid","sku":"POT","price":"7.50","permalink":"https://x.example/pot","status":"publish","catalog_visibility":"visible","stock_status":"instock","categories":[{"name":"Home"}],"images":[{"src":"https://x.example/pot.jpg"},{"src":"https://x.example/b.jpg"}]},)"
     R"({"id":2,"name":"Tin","sku":"TIN","price":"1","permalink":"https://x.example/tin","status":"draft","catalog_visibility":"visible","stock_status":"instock","categories":[],"images":[]}])"},
    {"shopify-json",
     R"({"products":[{"id":1,"title":"Pot","handle":"pot","product_type":"Home","status":"active","variants":[{"sku":"POT","price":"7.50"},{"sku":"POT-XL","price":"9"}],"images":[{"src":"https://x.example/pot.jpg"}]},)"
     R"({"id":2,"title":"Tin","handle":"tin","product_type":"Home","status":"archived","variants":[{"sku":"TIN","price":"1"}],"images":[]}]})"},
    {"magento",
     "sku,product_type,categories,name,price,special_price,base_image,qty,is_in_stock,product_online,visibility\n"
     "POT,simple,\"Default/Home,Default/Home/Kitchen\",Pot,9.0000,7.5000,/p/pot.jpg,5,1,1,\"Catalog, Search\"\n"
     "TIN,simple,Default/Home,Tin,1.0000,,,5,1,2,\"Catalog, Search\"\n"},
    {"prestashop",
     "Product ID;Image;Name;Reference;Category;Price (tax incl.);Quantity;Active\n"
     "1;https://x.example/pot.jpg;Pot;POT;Home;7,50 €;4;1\n2;;Tin;TIN;Home;1,00 €;4;0\n"},
    {"wix",
     "handleId,fieldType,name,productImageUrl,collection,sku,price,visible,inventory\n"
     "pot,Product,Pot,https://x.example/pot.jpg;https://x.example/"
     "b.jpg,Home,POT,7.50,true,InStock\ntin,Product,Tin,,Home,TIN,1,true,OutOfStock\n"},
    {"bigcommerce",
     "Item Type,Product ID,Product Name,Product Code/SKU,Price,Sale Price,Product Visible?,Current Stock "
     "Level,Category,Product URL\n"
     "Product,1,Pot,POT,9.00,7.50,Y,5,Home,/pot/\nProduct,2,Tin,TIN,1.00,,N,5,Home,/tin/\n"},
    {"square",
     "Token,Item Name,Variation "
     "Name,SKU,Category,Price,Archived\nT1,Pot,Regular,POT,Home,7.50,N\nT2,Tin,Regular,TIN,Home,variable,Y\n"},
    {"squarespace",
     "Product ID [Non Editable],Product URL,Title,SKU,Price,Sale Price,On Sale,Stock,Categories,Visible,Hosted Image "
     "URLs\n"
     "a,pot,Pot,POT,9.00,7.50,Yes,Unlimited,Home,Yes,https://x.example/pot.jpg "
     "https://x.example/b.jpg\nb,tin,Tin,TIN,1.00,,No,4,Home,No,\n"},
    {"opencart",
     "product_id,name(en-gb),model,sku,quantity,price,image_name,status\n1,Pot,POT,,4,7.50,catalog/"
     "pot.jpg,true\n2,Tin,TIN,,4,1,,false\n"},
};

}  // namespace

TEST_CASE("Order layouts: each is recognised, and read without further words") {
  for (const OrderExample& example : kOrders) {
    CAPTURE(example.layout);
    const Orders orders = readAll(example.text);
    REQUIRE(orders.summary.understood.size() == 1);
    CHECK(orders.summary.understood[0].layout == example.layout);
    CHECK(setsOf(orders.baskets) == example.baskets);
    CHECK(orders.summary.bad == 0);
  }
}

TEST_CASE("Order layouts: every one has an example, and can be forced") {
  for (const OrderLayout& layout : orderLayouts()) {
    CAPTURE(std::string(layout.name));
    CHECK(std::any_of(std::begin(kOrders), std::end(kOrders),
                      [&](const OrderExample& example) { return layout.name == example.layout; }));
    CHECK(findOrderLayout(layout.name) == &layout);
  }
  for (const OrderExample& example : kOrders) {
    CAPTURE(example.layout);
    CHECK(setsOf(readAll(example.text, example.layout).baskets) == example.baskets);
  }
}

TEST_CASE("Item layouts: each is recognised, with its price, its words of sale and its first picture") {
  for (const ItemExample& example : kItems) {
    CAPTURE(example.layout);
    ItemsSummary summary;
    ItemsOptions options;
    options.currency = "EUR";
    const auto items = readItems(example.text, "items", options, &summary);
    if (!items) FAIL(items.error().text());
    CHECK(summary.layout == example.layout);
    const auto find = [&](const std::string& sku) {
      const auto found = std::find_if(items->begin(), items->end(), [&](const Item& item) { return item.sku == sku; });
      REQUIRE(found != items->end());
      return *found;
    };
    const Item pot = find("POT");
    CHECK(pot.title.starts_with("Pot"));
    CHECK(pot.price_minor == 750u);
    CHECK(pot.available != false);
    if (!pot.image.empty()) CHECK(pot.image.ends_with("pot.jpg"));
    CHECK(find("TIN").available == false);
    CHECK(summary.bad == 0);
  }
}

TEST_CASE("Item layouts: every one has an example") {
  for (const ItemLayout& layout : itemLayouts()) {
    CAPTURE(std::string(layout.name));
    CHECK(std::any_of(std::begin(kItems), std::end(kItems),
                      [&](const ItemExample& example) { return layout.name == example.layout; }));
  }
}

TEST_CASE("statusMeaning: what is no sale in many languages is none, and words that are not known are told") {
  for (const char* word :
       {"cancel", "wc-cancelled", "Canceled by buyer", "checkout-draft", "Pending payment", "wc-pending",
        "Payment error", "Storniert", "Annulée", "Rimborsato", "Anulowane", "Отменён", "refunded"}) {
    CAPTURE(word);
    CHECK(statusMeaning(word, "") == StatusMeaning::not_a_sale);
  }
  for (const char* word : {"Completed", "partially_refunded", "wc-processing", "Livré", "Versendet"}) {
    CAPTURE(word);
    CHECK(statusMeaning(word, "") == StatusMeaning::sale);
  }
  CHECK(statusMeaning("pending", "") == StatusMeaning::sale);
  CHECK(statusMeaning("pending", "pending|draft") == StatusMeaning::not_a_sale);
  CHECK(statusMeaning("With the elves", "") == StatusMeaning::unknown);
}
