/// Where the gateways send requests. Pure.
@NullMarked
package dev.mcm.atc.core.routing;

import org.jspecify.annotations.NullMarked;
