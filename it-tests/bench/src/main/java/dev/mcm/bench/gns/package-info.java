/// How long a committed change takes to its reader, through GNS.
@NullMarked
package dev.mcm.bench.gns;

import org.jspecify.annotations.NullMarked;
