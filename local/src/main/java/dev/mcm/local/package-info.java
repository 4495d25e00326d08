/// The whole suite on one machine: `./mcm up`, `status`, `down`, `demo`, `atctl`.
@NullMarked
package dev.mcm.local;

import org.jspecify.annotations.NullMarked;
