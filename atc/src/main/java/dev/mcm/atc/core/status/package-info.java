/// The status of a deployment, derived from everything that is known of it. Pure.
@NullMarked
package dev.mcm.atc.core.status;

import org.jspecify.annotations.NullMarked;
