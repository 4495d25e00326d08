/// The operations port: liveness, readiness and metrics.
@NullMarked
package dev.mcm.shared.http;

import org.jspecify.annotations.NullMarked;
