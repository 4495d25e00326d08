/// What a terminal shows: tables, a progress bar, and a view that is drawn again in place.
@NullMarked
package dev.mcm.local.view;

import org.jspecify.annotations.NullMarked;
