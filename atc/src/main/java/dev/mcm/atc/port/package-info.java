/// What the calls and the pusher need of the world around them.
@NullMarked
package dev.mcm.atc.port;

import org.jspecify.annotations.NullMarked;
