/// Configuration from environment variables into records.
@NullMarked
package dev.mcm.shared.config;

import org.jspecify.annotations.NullMarked;
