/// What the Autoscaler's loop needs of the world.
@NullMarked
package dev.mcm.autoscaler.port;

import org.jspecify.annotations.NullMarked;
