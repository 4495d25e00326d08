@NullMarked
package dev.mcm.testkit.plane.gateway;

import org.jspecify.annotations.NullMarked;
