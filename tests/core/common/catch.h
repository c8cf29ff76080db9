// Catch2, whichever of its two major versions is installed; tests write `Approx` without a namespace.
#pragma once

#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>  // v3
using Catch::Approx;
#else
#include <catch2/catch.hpp>  // v2
#endif
