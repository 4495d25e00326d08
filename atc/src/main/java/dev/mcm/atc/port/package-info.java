/// What the pusher needs of the world around it.
@NullMarked
package dev.mcm.atc.port;

import org.jspecify.annotations.NullMarked;
