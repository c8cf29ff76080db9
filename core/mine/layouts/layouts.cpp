#include "mine/layouts/layouts.h"

#include <algorithm>
#include <iterator>

#include "mine/text/input_text.h"

namespace goeswith {
namespace {

constexpr OrderLayout kOrderLayouts[] = {
    {.name = "plain",
     .title = "Any export with one line an item",
     .recognised_by = "",
     .order = "orderid|ordernumber|orderno|ordernr|order|idorder|ordername|orderreference|orderref|ordercode|"
              "orderincrementid|incrementid|salesrecordnumber|invoiceid|invoiceno|invoicenumber|invoice|basketid|"
              "basket|cartid|checkoutid|transactionid|transaction|receiptid|receiptno|receiptnumber|receipt|"
              "purchaseid|saleid|saleno|ticketid|billno|bestellnummer|auftragsnummer|bestellung|commande|"
              "numerocommande|pedido|numeropedido|ordine|numeroordine|bestelnummer",
     .item = "lineitemsku|itemsku|sku|productsku|variantsku|itemid|stockcode|variantid|productreference|"
             "productid|productcode|articleid|articlenumber|articlecode|itemcode|itemnumber|merchantsku|sellersku|"
             "customlabel|customlabelsku|defaultcode|asin|ean|upc|barcode|model|item|product|article|artikelnummer|"
             "artikel|reference|referencia|lineitemname",
     .item_name = "lineitemname|itemname|productname|itemtitle|producttitle|name|title",
     // WooCommerce exports write what was left after refunds beside what was ordered.
     .quantity = "quantityrefund|lineitemquantity|quantity|qty|itemquantity|itemqty|productquantity|productqty|"
                 "orderquantity|quantityordered|qtyordered|orderedquantity|quantitypurchased|productuomqty|units|"
                 "quantitysold|amountsold|menge|anzahl|quantite|cantidad|quantita|aantal",
     .minus = "qtycanceled|qtycancelled|qtyrefunded|qtyreturned|quantitycanceled|quantitycancelled|quantityrefunded|"
              "quantityreturned|quantityreturn|productquantityrefunded|productquantityreturn|lineitemquantityrefunded|"
              "lineitemquantitycancelled|refundedquantity|returnedquantity|cancelledquantity|canceledquantity|"
              "refundedqty|returnedqty|canceledqty|cancelledqty|quantityremoved",
     .timestamp = "timestamp|createdat|orderdate|orderedat|ordertime|orderpurchasetimestamp|invoicedate|purchasedate|"
                  "transactiondate|saledate|datecreated|dateadd|dateadded|dateorder|dateoforder|createddate|eventdate|"
                  "eventtimestamp|placedat|paidat|datepaid|completedat|originaltimestamp|receivedat|datetime|date|"
                  "time|bestelldatum|datum|fecha|data",
     .status = "financialstatus|orderstatus|status|paymentstatus|state|orderstate|itemstatus|salestatus|currentstate",
     .cancelled = "cancelledat|canceledat|cancelleddate|canceldate|voidedat",
     .parent = "parentitemid|parentitem|parentlineid|parentlineitemid|bundledby|bundleparent|bundleparentid|"
               "compositeparent|parentorderitemid|bundledin|bundlelineid",
     .kind = "linetype|lineitemtype|orderitemtype|itemkind|typeofline",
     .event = "eventname|event",
     .packed = "items|lineitems|products|productdetails|orderitems|orderlines|basketitems|cartitems|skus|productskus|"
               "itemskus|lineitem|itemlist|productlist|orderedproducts|ordereditems|articles|contents|productsordered|"
               "itemsordered|artikel|articulos|produits|produkte"},
    {.name = "shopify",
     .title = "Shopify, orders export",
     .recognised_by = "name lineitemname lineitemquantity",
     .order = "name",
     .item = "lineitemsku",
     .item_name = "lineitemname",
     .quantity = "lineitemquantity",
     .timestamp = "createdat|paidat",
     .status = "financialstatus",
     .cancelled = "cancelledat",
     .not_sales = "expired"},
    {.name = "squarespace",
     .title = "Squarespace, orders export",
     .recognised_by = "orderid lineitemname lineitemquantity",
     .order = "orderid",
     .item = "lineitemsku",
     .item_name = "lineitemname",
     .quantity = "lineitemquantity",
     .timestamp = "createdat|paidat",
     .status = "financialstatus",
     .cancelled = "cancelledat"},
    {.name = "woocommerce-lookup",
     .title = "WooCommerce, table wc_order_product_lookup",
     .recognised_by = "orderitemid orderid productid variationid productqty",
     .order = "orderid",
     .item = "variationid",
     .item_name = "productid",
     .quantity = "productqty",
     .timestamp = "datecreated"},
    {.name = "woocommerce-analytics",
     .title = "WooCommerce, Analytics → Orders",
     .recognised_by = "order products itemssold",
     .order = "order",
     .item = "-",
     .quantity = "-",
     .timestamp = "date",
     .status = "status",
     .packed = "products",
     .not_sales = "pending|draft|autodraft|trash"},
    {.name = "woocommerce-webtoffee",
     .title = "WooCommerce, Order Export & Import (WebToffee): line_item_1, line_item_2 …",
     .recognised_by = "orderid|ordernumber lineitem1",
     .order = "ordernumber|orderid",
     .item = "-",
     .quantity = "-",
     .timestamp = "orderdate|date",
     .status = "status|orderstatus",
     .packed = "lineitem",
     .not_sales = "pending|draft|autodraft|trash"},
    {.name = "woocommerce-csv-export",
     .title = "WooCommerce, Customer/Order/Coupon CSV Export (SkyVerge): line_items",
     .recognised_by = "ordernumber|ordernumberformatted|orderid lineitems shippingitems|feeitems|taxitems|ordertotal",
     .order = "orderid|ordernumber",
     .item = "-",
     .quantity = "-",
     .timestamp = "date|orderdate",
     .status = "status",
     .packed = "lineitems",
     .not_sales = "pending|draft|autodraft|trash"},
    {.name = "woocommerce-advanced",
     .title = "WooCommerce, Advanced Order Export (AlgolPlus)",
     .recognised_by = "ordernumber orderstatus itemname|productname quantityrefund|quantity itemcost|orderlinesubtotal|"
                      "itemname|item",
     .order = "ordernumber|orderid",
     .item = "sku|productid|item",
     .item_name = "itemname|productname",
     .quantity = "quantityrefund|quantity",
     .timestamp = "orderdate",
     .status = "orderstatus",
     .not_sales = "pending|draft|autodraft|trash"},
    {.name = "woocommerce-all-export",
     .title = "WooCommerce, WP All Export: SKU #1, SKU #2 …",
     .recognised_by = "orderid orderkey",
     .order = "orderid",
     .timestamp = "orderdate",
     .status = "orderstatus|status",
     .packed = "sku|productsku|itemsku|skus|productid|items|products",
     .not_sales = "pending|draft|autodraft|trash"},
    {.name = "magento",
     .title = "Magento / Adobe Commerce, sales_order_item",
     .recognised_by = "orderid|incrementid|orderincrementid sku qtyordered",
     .order = "orderincrementid|incrementid|orderid",
     .item = "sku",
     .item_name = "name",
     .quantity = "qtyordered",
     .minus = "qtycanceled|qtyrefunded|qtyreturned",
     .timestamp = "createdat|updatedat",
     .status = "status|state|orderstatus",
     .parent = "parentitemid",
     .not_sales = "closed|holded|pendingpayment|paymentreview|fraud"},
    {.name = "prestashop",
     .title = "PrestaShop, order_detail or an SQL export of orders",
     .recognised_by = "idorder productid|productreference productquantity",
     .order = "idorder",
     .item = "productreference",
     .item_name = "productid|productname",
     .quantity = "productquantity",
     .minus = "productquantityrefunded|productquantityreturn|productquantityreinjected",
     .timestamp = "dateadd|invoicedate",
     .status = "orderstate|statename|status|currentstatename"},
    {.name = "bigcommerce",
     .title = "BigCommerce, orders export with Product Details",
     .recognised_by = "orderid orderstatus productdetails",
     .order = "orderid",
     .item = "-",
     .quantity = "-",
     .timestamp = "orderdate|datecreated",
     .status = "orderstatus",
     .packed = "productdetails",
     .not_sales = "incomplete|awaitingpayment|pending"},
    {.name = "square",
     .title = "Square, item sales",
     .recognised_by = "transactionid item qty pricepointname|grosssales",
     .order = "transactionid|paymentid",
     .item = "sku",
     .item_name = "item",
     .quantity = "qty",
     .timestamp = "date",
     .status = "-",
     .kind = "-"},
    {.name = "etsy",
     .title = "Etsy, sold order items",
     .recognised_by = "saledate itemname listingid orderid",
     .order = "orderid",
     .item = "sku",
     .item_name = "listingid|itemname",
     .quantity = "quantity",
     .timestamp = "saledate|datepaid",
     .status = "-"},
    {.name = "amazon",
     .title = "Amazon, all orders and order reports",
     .recognised_by = "amazonorderid|orderid sku purchasedate asin|orderitemid|productname",
     .order = "amazonorderid|orderid",
     .item = "sku|sellersku|asin",
     .item_name = "asin|productname",
     .quantity = "quantitypurchased|quantity",
     .timestamp = "purchasedate",
     .status = "orderstatus|itemstatus"},
    {.name = "ebay",
     .title = "eBay, orders report",
     .recognised_by = "ordernumber|salesrecordnumber itemnumber itemtitle",
     .order = "ordernumber|salesrecordnumber",
     .item = "customlabel|customlabelsku",
     .item_name = "itemnumber|itemtitle",
     .quantity = "quantity",
     .timestamp = "saledate|paidondate",
     .status = "-"},
    {.name = "odoo",
     .title = "Odoo, sale.order with its lines",
     .recognised_by =
         "orderreference|name|number orderlinesproduct|orderlineproductid|orderlinesproductinternalreference|"
         "orderlineproductiddefaultcode|orderlinesproductname|orderlinesproductid",
     .order = "orderreference|number|name",
     .item = "orderlinesproductinternalreference|orderlineproductiddefaultcode|orderlinesproductid|orderlineproductid|"
             "orderlinesproduct",
     .item_name = "orderlinesproduct|orderlinesproductname|orderlineproductidname|orderlinesdescription",
     .quantity = "orderlinesquantity|orderlineproductuomqty|orderlinesorderedqty|orderlinesquantityordered",
     .timestamp = "orderdate|dateorder|creationdate|createdon",
     .status = "status|state",
     .not_sales = "draft|sent|cancel|quotation|quotationsent",
     .first_row_only = true},
    {.name = "lightspeed",
     .title = "Lightspeed X-Series (Vend), sales history; eCom, orders",
     .recognised_by = "receiptnumber|saleid|orderid linetype|systemid|systemsku|registername|register sku|customsku|"
                      "systemsku|itemsku",
     .order = "receiptnumber|saleid|orderid",
     .item = "sku|customsku|itemsku|systemsku|systemid",
     .item_name = "details|description|itemdescription",
     .quantity = "quantity|qty",
     .timestamp = "date|saledate|completedtime",
     .status = "status",
     .kind = "linetype"},
    {.name = "wix",
     .title = "Wix, orders export",
     .recognised_by = "ordernumber item qty|quantity datecreated|variant",
     .order = "ordernumber",
     .item = "sku",
     .item_name = "item",
     .quantity = "qty|quantity",
     .minus = "quantityrefunded|refundedqty|qtyrefunded",
     .timestamp = "datecreated",
     .status = "paymentstatus|status",
     .not_sales = "unpaid|pending"},
    {.name = "shopware",
     .title = "Shopware 5 and 6, orders with positions",
     .recognised_by =
         "ordernumber|number articlenumber|articleordernumber|productnumber|lineitemspayloadproductnumber|"
         "payloadproductnumber ordertime|orderdate|orderdatetime|orderdatetime|articlename|label|modus|type",
     .order = "ordernumber|number",
     .item = "productnumber|articlenumber|articleordernumber|payloadproductnumber|lineitemspayloadproductnumber",
     .item_name = "articlename|productname|label",
     .quantity = "quantity|articlequantity|lineitemsquantity",
     .timestamp = "ordertime|orderdatetime|orderdate",
     .status = "orderstatus|orderstate|status|statemachinestate|paymentstatus",
     .parent = "parentid",
     .kind = "type|modus|lineitemtype"},
    {.name = "opencart",
     .title = "OpenCart, order_product",
     .recognised_by = "orderid orderproductid productid",
     .order = "orderid",
     .item = "model|sku",
     .item_name = "productid|name",
     .quantity = "quantity",
     .timestamp = "dateadded|datemodified",
     .status = "orderstatus|status"},
    {.name = "ecwid",
     .title = "Ecwid, orders export",
     .recognised_by = "ordernumber|orderid|vendorordernumber paymentstatus fulfillmentstatus|shippingstatus "
                      "sku|productsku|itemsku",
     .order = "ordernumber|vendorordernumber|orderid",
     .item = "sku|productsku|itemsku",
     .item_name = "name|productname|itemname",
     .quantity = "quantity|qty",
     .timestamp = "date|orderdate|createdate|createdat",
     .status = "paymentstatus",
     .not_sales = "awaitingpayment|incomplete"},
    {.name = "ga4",
     .title = "Google Analytics 4, BigQuery export of events",
     .recognised_by = "eventname itemsitemid|itemsitemname",
     .order = "ecommercetransactionid|eventparamstransactionid|transactionid",
     .item = "itemsitemid",
     .item_name = "itemsitemname",
     .quantity = "itemsquantity",
     .timestamp = "eventtimestamp|eventdate",
     .status = "-",
     .event = "eventname"},
    {.name = "segment",
     .title = "Segment or RudderStack, Order Completed",
     .recognised_by = "event propertiesproductssku|propertiesproductsproductid|propertiesproductsname "
                      "propertiesorderid|propertiescheckoutid",
     .order = "propertiesorderid|propertiescheckoutid",
     .item = "propertiesproductssku|propertiesproductsvariant|propertiesproductsproductid",
     .item_name = "propertiesproductsproductid|propertiesproductsname",
     .quantity = "propertiesproductsquantity",
     .timestamp = "originaltimestamp|timestamp|sentat|receivedat",
     .status = "-",
     .event = "event"},
    {.name = "shopify-rest",
     .title = "Shopify, REST or webhook orders (JSON)",
     .recognised_by = "lineitemsvariantid financialstatus",
     .order = "name|ordernumber|id",
     .item = "lineitemssku",
     .item_name = "lineitemsvariantid|lineitemsname|lineitemstitle",
     .quantity = "lineitemscurrentquantity|lineitemsquantity",
     .timestamp = "createdat|processedat",
     .status = "financialstatus",
     .cancelled = "cancelledat",
     .not_sales = "expired"},
    {.name = "woocommerce-rest",
     .title = "WooCommerce, REST orders (JSON)",
     .recognised_by = "lineitemsproductid number|orderkey|id",
     .order = "number|id",
     .item = "lineitemssku",
     .item_name = "lineitemsvariationid|lineitemsproductid|lineitemsname",
     .quantity = "lineitemsquantity",
     .timestamp = "datecreatedgmt|datecreated",
     .status = "status",
     .parent = "lineitemsbundledby|lineitemscompositeparent",
     .not_sales = "pending|draft|autodraft|trash"},
    {.name = "baskets",
     .title = "One order a line, its items in one cell or in numbered columns",
     .recognised_by =
         "orderid|order|ordernumber|transactionid|basketid|id items|item1|product1|sku1|products|basket|skus",
     .order = "orderid|order|ordernumber|transactionid|basketid|id",
     .item = "-",
     .quantity = "-",
     .packed = "items|products|skus|basket|item|product|sku|productsku|itemsku"},
};

constexpr ItemLayout kItemLayouts[] = {
    {.name = "plain",
     .title = "Any catalogue with one item a line",
     .recognised_by = "",
     .id = "itemsku|sku|productsku|variantsku|itemid|stockcode|variantid|id|productid|productcode|articleid|"
           "articlenumber|itemcode|reference|defaultcode|internalreference|model|item|product|article",
     .title_column =
         "title|producttitle|itemtitle|name|productname|itemname|description|label|titel|bezeichnung|nom|nombre|nome",
     .sale_price = "saleprice|specialprice|discountedprice|promoprice|variantsaleprice|offerprice|currentprice",
     .price = "price|variantprice|itemprice|unitprice|regularprice|listprice|priceincltax|pricetaxincluded|"
              "pricetaxexcluded|retailprice|salesprice|preis|prix|precio|prezzo|prijs|currentprice",
     .currency = "currency|currencycode|pricecurrency",
     .url = "url|link|producturl|itemurl|permalink|productlink|onlinestoreurl",
     .image = "image|imagelink|imageurl|imagesrc|productimageurl|images|imagessrc|imageurls|baseimage|mainimage|"
              "picture|pictures|photo|thumbnail|hostedimageurls|productimagefile1|productimagefile|imageimagesrc",
     .variant_image = "variantimage|variantimageurl|variationimage|imagevariant",
     .category = "category|categories|categoriesname|producttype|type|productcategory|googleproductcategory|"
                 "categoryname|categorypath|collection|collections|categorie|kategorie|categoria",
     .group = "group|itemgroupid|groupid|handle|urlhandle|parentsku|parentid|parent|productid",
     .availability = "availability|available|instock|stockstatus|isinstock|status|published|visibility|"
                     "visibilityincatalog|productonline|visible|active|enabled|productvisible|isvisible|salable|"
                     "purchasable|inventorystatus|activeproduct|published_at|productstatus|archived",
     .stock = "stock|stockquantity|currentstock|inventoryquantity|variantinventoryqty|inventory|quantity|qty|"
              "stocklevel|quantityavailable|onhand",
     .parent = "parent|parentsku|parentid",
     .parent_key = "id"},
    {.name = "google-merchant",
     .title = "Google Merchant or Meta catalogue feed (TSV, CSV or RSS/Atom)",
     .recognised_by = "id title link price",
     .id = "id",
     .title_column = "title",
     .sale_price = "saleprice",
     .price = "price",
     .url = "link",
     .image = "imagelink",
     .category = "producttype|googleproductcategory|fbproductcategory",
     .group = "itemgroupid",
     .availability = "availability|status|visibility",
     .stock = "selltononfacebookquantity|quantitytosellonfacebook|inventory",
     .parent = "-"},
    {.name = "shopify",
     .title = "Shopify, products export",
     .recognised_by = "handle|urlhandle title variantsku|sku variantprice|price",
     .id = "variantsku|sku",
     .title_column = "title",
     .price = "variantprice|price",
     .image = "imagesrc|productimageurl",
     .variant_image = "variantimage|variantimageurl",
     .category = "type|producttype|productcategory|customproducttype",
     .group = "handle|urlhandle",
     .availability = "status|published|publishedononlinestore",
     .stock = "variantinventoryqty|inventoryquantity",
     .parent = "-"},
    {.name = "woocommerce",
     .title = "WooCommerce, products export",
     .recognised_by = "id type sku name regularprice",
     .id = "sku",
     .title_column = "name",
     .sale_price = "saleprice",
     .price = "regularprice",
     .image = "images",
     .category = "categories",
     .group = "parent",
     .availability = "published|visibilityincatalog|instock|status",
     .stock = "stock",
     .parent = "parent",
     .parent_key = "id"},
    {.name = "woocommerce-rest",
     .title = "WooCommerce, REST products (JSON)",
     .recognised_by = "permalink name price sku",
     .id = "sku",
     .title_column = "name",
     .sale_price = "saleprice",
     .price = "price|regularprice",
     .url = "permalink",
     .image = "imagessrc|imagesrc",
     .category = "categoriesname",
     .group = "parentid",
     .availability = "status|catalogvisibility|stockstatus|purchasable",
     .stock = "stockquantity",
     .parent = "parentid",
     .parent_key = "id"},
    {.name = "shopify-json",
     .title = "Shopify, products.json or REST products (JSON)",
     .recognised_by = "handle variantssku variantsprice",
     .id = "variantssku",
     .title_column = "title",
     .price = "variantsprice",
     .image = "imagesrc|imagessrc",
     .variant_image = "variantsfeaturedimagesrc",
     .category = "producttype",
     .group = "handle",
     .availability = "status|variantsavailable",
     .stock = "variantsinventoryquantity",
     .parent = "-"},
    {.name = "magento",
     .title = "Magento / Adobe Commerce, products export",
     .recognised_by = "sku producttype name productonline|attributesetcode|visibility",
     .id = "sku",
     .title_column = "name",
     .sale_price = "specialprice",
     .price = "price",
     .url = "url|producturl|urlkey",
     .image = "baseimage|image|smallimage|thumbnailimage",
     .category = "categories",
     .group = "parentsku",
     .availability = "productonline|isinstock|visibility",
     .stock = "qty",
     .parent = "-"},
    {.name = "prestashop",
     .title = "PrestaShop, products export",
     .recognised_by = "productid|id|idproduct reference|productreference name|productname",
     .id = "reference|productreference|idproduct|productid|id",
     .title_column = "name|productname",
     .sale_price = "finalprice|specialprice",
     .price = "pricetaxincluded|priceincltax|pricetaxincl|price|finalpricetaxincl|pricetaxexcluded|pricetaxexcl|"
              "basepricetaxincl",
     .url = "url|link|productlink",
     .image = "imageurls|imageurlsxyz|image|images|coverimage|imageurlsxyz",
     .category = "categories|category|defaultcategory|categoriesxyz",
     .group = "-",
     .availability = "active|enabled|status|active01|availablefororder|visibility",
     .stock = "quantity|stock",
     .parent = "-"},
    {.name = "wix",
     .title = "Wix, products export",
     .recognised_by = "handleid|handle fieldtype name",
     .id = "sku",
     .title_column = "name",
     .price = "price",
     .image = "productimageurl|mediaurl",
     .category = "collection|categories",
     .group = "handleid|handle",
     .availability = "visible",
     .stock = "inventory",
     .parent = "-"},
    {.name = "bigcommerce",
     .title = "BigCommerce, products export",
     .recognised_by = "itemtype|productid productname|name productcodesku|sku price",
     .id = "productcodesku|sku",
     .title_column = "productname|name",
     .sale_price = "saleprice",
     .price = "price|calculatedprice",
     .url = "producturl",
     .image = "productimagefile1|productimageurl1|internalimageurlexport",
     .category = "category|categorystring|categories",
     .availability = "productvisible|isvisible|productavailability|purchasable",
     .stock = "currentstocklevel|currentstock|stocklevel",
     .parent = "-"},
    {.name = "square",
     .title = "Square, item library",
     .recognised_by = "token|referencehandle itemname sku variationname",
     .id = "sku|token",
     .title_column = "itemname",
     .price = "price",
     .category = "category|reportingcategory|categories",
     .group = "itemname",
     .availability = "archived|visibility|squareonlineitemvisibility|sellable",
     .stock = "-",
     .parent = "-"},
    {.name = "squarespace",
     .title = "Squarespace, products export",
     .recognised_by = "producturl title sku onsale",
     .id = "sku",
     .title_column = "title",
     .sale_price = "saleprice",
     .price = "price",
     .url = "producturl",
     .image = "hostedimageurls",
     .category = "categories",
     .group = "productidnoneditable|productid|producturl",
     .availability = "visible",
     .stock = "stock",
     .parent = "-"},
    {.name = "opencart",
     .title = "OpenCart, products",
     .recognised_by = "productid name|nameengb|nameen model",
     .id = "model|sku",
     .title_column = "name|nameengb|nameen",
     .price = "price",
     .image = "image|imagename|mainimage",
     .category = "categories|category",
     .group = "-",
     .availability = "status|statusenabled",
     .stock = "quantity",
     .parent = "-"},
};

constexpr std::string_view kOrderRowLists[] = {"lineitems",   "items",     "products",      "orderitems", "orderlines",
                                               "lines",       "orderrows", "cartitems",     "articles",   "positions",
                                               "productlist", "basket",    "orderproducts", "details"};
constexpr std::string_view kItemRowLists[] = {"variants", "variations"};

// Words in plain form: no sale came of it, or it was taken back whole.
constexpr std::string_view kNotSales =
    "cancelled|canceled|cancel|cancelling|cancellation|canceledbybuyer|cancelledbybuyer|canceledbyseller|"
    "cancelledbyseller|canceledbymerchant|cancelledbymerchant|ordercancelled|ordercanceled|canceledreversal|refunded|"
    "refund|fullyrefunded|refundedfully|failed|failure|paymentfailed|voided|void|draft|checkoutdraft|autodraft|trash|"
    "pendingpayment|awaitingpayment|paymentpending|paymenterror|paymentdeclined|declined|denied|rejected|expired|"
    "abandoned|incomplete|unpaid|notpaid|chargeback|chargedback|chargebacked|returned|reversed|deleted|error|"
    "authorizationfailed|fraud|suspectedfraud|quotation|quotationsent|missingorders|undeliverable|"
    "storniert|storno|abgebrochen|erstattet|zuruckerstattet|zurückerstattet|fehlgeschlagen|zahlungsfehler|"
    "zahlungfehlgeschlagen|entwurf|unbezahlt|zahlungausstehend|abgelehnt|retoure|retourniert|"
    "annule|annulé|annulee|annulée|remboursé|rembourse|remboursée|échoué|echoue|échouée|erreurdepaiement|"
    "paiementrefusé|enattentedepaiement|brouillon|refusé|refusee|"
    "cancelado|cancelada|reembolsado|reembolsada|fallido|fallida|errordepago|pendientedepago|rechazado|anulado|"
    "borrador|"
    "annullato|annullata|rimborsato|rimborsata|fallito|erroredipagamento|inattesadipagamento|rifiutato|bozza|"
    "reembolsada|falhou|malsucedido|aguardandopagamento|recusado|rascunho|devolvido|"
    "geannuleerd|terugbetaald|mislukt|betalingmislukt|wachtopbetaling|inafwachtingvanbetaling|concept|geweigerd|"
    "anulowane|anulowano|anulowany|zwrócone|zwrocone|zwrot|nieudane|oczekujenapłatność|błądpłatności|szkic|"
    "avbruten|avbruden|annullerad|återbetald|misslyckad|annulleret|refunderet|mislykket|kansellert|refundert|"
    "peruttu|palautettu|epäonnistui|zrušeno|stornováno|vráceno|stornovaná|törölve|visszatérítve|anulat|anulată|"
    "rambursat|"
    "отменен|отменён|отменено|возврат|возвращен|скасовано|отказ|iptal|iptaledildi|iade|iadeedildi|キャンセル|已取消|"
    "已退款|취소";

constexpr std::string_view kSales =
    "completed|complete|processing|onhold|paid|partiallypaid|partiallyrefunded|partialrefund|partiallyreturned|shipped|"
    "partiallyshipped|fulfilled|partiallyfulfilled|unfulfilled|delivered|done|sale|sales|saleorder|closed|authorized|"
    "authorised|approved|accepted|paymentaccepted|settled|captured|success|successful|succeeded|active|open|new|"
    "confirmed|invoiced|dispatched|awaitingfulfillment|awaitingshipment|awaitingpickup|readyforpickup|readytoship|"
    "intransit|outfordelivery|pickedup|pending|preparation|processinginprogress|shippedbymail|parked|layby|onaccount|"
    "shippeddeliveredtobuyer|unshipped|archived|received|placed|ordered|normal|inprogress|"
    "abgeschlossen|bezahlt|versendet|versandt|geliefert|inbearbeitung|offen|erledigt|zugestellt|"
    "terminé|terminée|termine|payé|payée|expédié|expediee|livré|livrée|encours|paiementaccepté|"
    "completado|completada|pagado|pagada|enviado|enviada|entregado|procesando|completato|pagato|spedito|consegnato|"
    "concluído|concluido|pago|entregue|afgerond|betaald|verzonden|geleverd|inbehandeling|zrealizowane|opłacone|wysłane|"
    "slutförd|betald|skickad|gennemført|fullført|valmis|dokončeno|выполнен|доставлен|оплачен|tamamlandı";

constexpr std::string_view kPurchases =
    "purchase|ecommercepurchase|inapppurchase|ordercompleted|completedorder|checkoutcompleted|orderplaced|placedorder|"
    "transaction|order|sale|buy|purchased|orderpaid|orderscreate|ordercreated";

constexpr std::string_view kOtherKinds =
    "shipping|shippingline|tax|fee|coupon|payment|discount|promotion|credit|surcharge|tip|giftcard|voucher|rebate|"
    "refund|return|shippingcosts|versand|gutschein|payout|charge|rounding|2|3|4";

// Whole names or SKUs, in plain form.
constexpr std::string_view kFees =
    "tip|tips|gratuity|trinkgeld|pourboire|propina|mancia|shipping|shippingcost|shippingcosts|shippingfee|"
    "shippingcharge|"
    "delivery|deliveryfee|deliverycharge|postage|postageandpackaging|handling|handlingfee|versand|versandkosten|porto|"
    "livraison|fraisdeport|fraisdelivraison|envio|gastosdeenvio|spedizione|spesedispedizione|verzendkosten|verzending|"
    "frete|wysyłka|frakt|fragt|insurance|shippinginsurance|versicherung|assurance|donation|spende|giftcard|giftvoucher|"
    "giftcertificate|egiftcard|geschenkgutschein|gutschein|cartecadeau|tarjetaregalo|cadeaubon|servicefee|"
    "servicecharge|paymentfee|codfee|cashondelivery|bagfee|carbonoffset|pfand|deposit|rounding|discount|coupon|"
    "adjustment|surcharge|giftwrap|giftwrapping|post|dotcompostage|manual|bankcharges|amazonfee";

// Parts of names: services that apps put into carts.
constexpr std::string_view kFeeParts[] = {"packageprotection",  "shippingprotection",   "shippinginsurance",
                                          "deliveryprotection", "orderprotection",      "routeins",
                                          "navidium",           "carbonneutralshipping"};

constexpr std::string_view kFooters =
    "total|totals|grandtotal|subtotal|sum|summary|reporttotal|overalltotal|summe|gesamt|gesamtsumme|endsumme|somme|"
    "totalgeneral|totale|totaal|suma|razem|endoffile|eof|rowsaffected|rows";

constexpr std::string_view kAvailable =
    "instock|available|true|yes|y|1|preorder|backorder|onbackorder|availablefororder|limitedavailability|"
    "instoreonly|onlineonly|instoreandonline|active|published|publish|visible|catalogsearch|catalog|search|"
    "notvisibleindividually|both|everywhere|enabled|on|enable|online|lowstock|madetoorder|presale|auflager|verfügbar|"
    "verfuegbar|ja|lieferbar|enstock|disponible|oui|si|sí|disponibile|opvoorraad|dostępny|tak|ilager|taxable|"
    "hiddenfromsearch|storeonly|stock|unlimited|infinite|untracked|nottracked|unbegrenzt|ilimitado";
constexpr std::string_view kNotAvailable =
    "outofstock|soldout|unavailable|discontinued|false|no|n|0|2|archived|draft|unpublished|private|hidden|disabled|"
    "inactive|off|disable|offline|trash|pending|deleted|oos|notavailable|nichtverfügbar|nichtauflager|nichtlieferbar|"
    "nein|ausverkauft|rupturedestock|enrupturedestock|epuise|épuisé|non|agotado|sinstock|nodisponible|esaurito|"
    "nondisponibile|uitverkocht|nietopvoorraad|niedostępny|nie|slutsåld|udsolgt|none|notvisible|future|reserved|1none";

template <class Layout>
bool isRecognised(const Layout& layout, const ColumnFinder& columns) {
  const std::string_view all = layout.recognised_by;
  if (all.empty()) return false;
  for (std::size_t start = 0; start < all.size();) {
    const std::size_t end = std::min(all.find(' ', start), all.size());
    if (!columns.find(all.substr(start, end - start))) return false;
    start = end + 1;
  }
  return true;
}

template <class Layout>
const Layout* findByName(std::span<const Layout> layouts, std::string_view name) {
  const auto found =
      std::find_if(layouts.begin(), layouts.end(), [&](const Layout& layout) { return layout.name == name; });
  return found == layouts.end() ? nullptr : &*found;
}

template <class Layout>
const Layout& recognise(std::span<const Layout> layouts, const ColumnFinder& columns) {
  const auto found = std::find_if(layouts.begin() + 1, layouts.end(),
                                  [&](const Layout& layout) { return isRecognised(layout, columns); });
  return found == layouts.end() ? layouts.front() : *found;
}

}  // namespace

std::span<const OrderLayout> orderLayouts() {
  return kOrderLayouts;
}
const OrderLayout* findOrderLayout(std::string_view name) {
  return findByName(orderLayouts(), name);
}
const OrderLayout& recogniseOrderLayout(const ColumnFinder& columns) {
  return recognise(orderLayouts(), columns);
}

std::span<const std::string_view> orderRowLists() {
  return kOrderRowLists;
}
std::span<const std::string_view> itemRowLists() {
  return kItemRowLists;
}

std::span<const ItemLayout> itemLayouts() {
  return kItemLayouts;
}
const ItemLayout* findItemLayout(std::string_view name) {
  return findByName(itemLayouts(), name);
}
const ItemLayout& recogniseItemLayout(const ColumnFinder& columns) {
  return recognise(itemLayouts(), columns);
}

bool hasName(std::string_view names, std::string_view name) {
  for (std::size_t at = names.find(name); at != std::string_view::npos && !name.empty();
       at = names.find(name, at + 1)) {
    const std::size_t end = at + name.size();
    if ((at == 0 || names[at - 1] == '|') && (end == names.size() || names[end] == '|')) return true;
  }
  return false;
}

StatusMeaning statusMeaning(std::string_view status, std::string_view not_sales) {
  std::string word = plainColumnName(status);
  // WooCommerce's own names; its pending orders wait for a payment.
  const bool is_woo = lowerCase(status).starts_with("wc-");
  if (is_woo) word.erase(0, 2);
  if (hasName(kNotSales, word) || hasName(not_sales, word) || (is_woo && word == "pending")) {
    return StatusMeaning::not_a_sale;
  }
  // "Cancelled by the customer", "Refunded 3.2.", "Storniert (Kunde)"; but not "partially refunded".
  for (const std::string_view start : {"cancel", "storn", "annul", "refunded", "abgebrochen"}) {
    if (word.starts_with(start)) return StatusMeaning::not_a_sale;
  }
  return hasName(kSales, word) ? StatusMeaning::sale : StatusMeaning::unknown;
}

bool isPurchase(std::string_view event) {
  return hasName(kPurchases, plainColumnName(event));
}

bool isOtherKind(std::string_view kind) {
  return hasName(kOtherKinds, plainColumnName(kind));
}

bool isFee(std::string_view name) {
  const std::string word = plainColumnName(name);
  if (hasName(kFees, word)) return true;
  return std::any_of(std::begin(kFeeParts), std::end(kFeeParts),
                     [&](std::string_view part) { return word.find(part) != std::string::npos; });
}

bool isFooter(std::string_view order) {
  const std::string word = plainColumnName(order);
  if (word.find_first_of("0123456789") != std::string::npos) return false;
  if (hasName(kFooters, word)) return true;
  return word.starts_with("recordsdownloaded") || word.starts_with("sellerid") || word.starts_with("endofreport");
}

std::optional<bool> parseAvailability(std::string_view text) {
  std::string word = plainColumnName(text);
  std::erase(word, ',');
  for (const std::string_view prefix : {"https", "http"}) {
    if (word.starts_with(prefix)) word.erase(0, prefix.size());
  }
  if (word.starts_with("schemaorg")) word.erase(0, 9);
  if (hasName(kAvailable, word)) return true;
  if (hasName(kNotAvailable, word)) return false;
  return std::nullopt;
}

}  // namespace goeswith
