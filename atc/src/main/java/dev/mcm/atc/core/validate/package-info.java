/// Rules that a request must keep; every broken one is collected. Pure.
@NullMarked
package dev.mcm.atc.core.validate;

import org.jspecify.annotations.NullMarked;
