@NullMarked
package dev.mcm.state.sql;

import org.jspecify.annotations.NullMarked;
