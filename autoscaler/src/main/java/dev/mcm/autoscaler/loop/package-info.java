/// Drives the core: samples in, decisions out.
@NullMarked
package dev.mcm.autoscaler.loop;

import org.jspecify.annotations.NullMarked;
