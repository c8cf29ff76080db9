// The element's words in English, for HTML that is rendered ahead: the same as web/src/page/strings.js.
#pragma once

#include <string_view>

namespace goeswith::english {

inline constexpr std::string_view kHeading = "Frequently bought together";
inline constexpr std::string_view kLegend = "Choose items";
inline constexpr std::string_view kAnchor = "This item:";
inline constexpr std::string_view kView = "View {item}";
inline constexpr std::string_view kAdd = "Add to cart";
inline constexpr std::string_view kAddAllOne = "Add {count} item to cart";
inline constexpr std::string_view kAddAllOther = "Add {count} items to cart";
inline constexpr std::string_view kTotalOne = "Total for {count} item: {price}";
inline constexpr std::string_view kTotalOther = "Total for {count} items: {price}";

}  // namespace goeswith::english
