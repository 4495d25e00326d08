/// Opaque tokens of pages and watches. Pure.
@NullMarked
package dev.mcm.atc.core.page;

import org.jspecify.annotations.NullMarked;
