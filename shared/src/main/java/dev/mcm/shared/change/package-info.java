/// Row changes of the control database as GNS publishes them.
@NullMarked
package dev.mcm.shared.change;

import org.jspecify.annotations.NullMarked;
