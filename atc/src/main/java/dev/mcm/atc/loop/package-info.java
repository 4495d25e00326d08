/// Drives the pure rules: pushes, routes, probes, milestones, changes.
@NullMarked
package dev.mcm.atc.loop;

import org.jspecify.annotations.NullMarked;
