/// Stands for the room that runs statements.
@NullMarked
package dev.mcm.it.planted.state.sql;

import org.jspecify.annotations.NullMarked;
