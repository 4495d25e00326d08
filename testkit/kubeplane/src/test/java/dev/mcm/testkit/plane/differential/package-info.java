/// Seeded request sequences played against the simulated plane and a real API server, and what
/// differs.
@NullMarked
package dev.mcm.testkit.plane.differential;

import org.jspecify.annotations.NullMarked;
