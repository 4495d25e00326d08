/// Field masks: which fields a request names, and what it does to them. Pure.
@NullMarked
package dev.mcm.atc.core.mask;

import org.jspecify.annotations.NullMarked;
