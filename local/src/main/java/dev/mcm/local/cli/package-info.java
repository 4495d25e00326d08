/// The commands of `./mcm`.
@NullMarked
package dev.mcm.local.cli;

import org.jspecify.annotations.NullMarked;
