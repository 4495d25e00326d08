/// Scheduler: which planes run how many replicas of each deployment.
@NullMarked
package dev.mcm.scheduler;

import org.jspecify.annotations.NullMarked;
