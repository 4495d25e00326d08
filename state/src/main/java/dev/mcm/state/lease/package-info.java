/// Leases with fencing tokens: who holds each single-active role. Writer: each service its own.
@NullMarked
package dev.mcm.state.lease;

import org.jspecify.annotations.NullMarked;
