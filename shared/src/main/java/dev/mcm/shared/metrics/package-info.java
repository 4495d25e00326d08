/// The meter registry of a service.
@NullMarked
package dev.mcm.shared.metrics;

import org.jspecify.annotations.NullMarked;
