/// Connections and transactions on a real server.
@NullMarked
package dev.mcm.state;

import org.jspecify.annotations.NullMarked;
