/// The loops that publish state and traffic.
@NullMarked
package dev.mcm.lsm.loop;

import org.jspecify.annotations.NullMarked;
