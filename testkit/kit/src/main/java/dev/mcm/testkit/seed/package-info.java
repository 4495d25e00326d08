/// Seeded property checks: fixed seeds plus one fresh seed per run.
@NullMarked
package dev.mcm.testkit.seed;

import org.jspecify.annotations.NullMarked;
