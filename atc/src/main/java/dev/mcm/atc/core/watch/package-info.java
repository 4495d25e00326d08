/// What has changed, for those who watch. Pure.
@NullMarked
package dev.mcm.atc.core.watch;

import org.jspecify.annotations.NullMarked;
