/// What to do about the slot, and what a change is. Pure.
@NullMarked
package dev.mcm.gns.core;

import org.jspecify.annotations.NullMarked;
