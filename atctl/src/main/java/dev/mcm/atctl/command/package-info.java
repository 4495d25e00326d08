/// One class for each command, named by its verb.
@NullMarked
package dev.mcm.atctl.command;

import org.jspecify.annotations.NullMarked;
