/// Autoscaler: the desired scale of each deployment, from the traffic of all planes.
@NullMarked
package dev.mcm.autoscaler;

import org.jspecify.annotations.NullMarked;
