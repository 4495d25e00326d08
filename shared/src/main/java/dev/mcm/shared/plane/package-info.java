/// Names and formats that MCM and a workload plane agree on.
@NullMarked
package dev.mcm.shared.plane;

import org.jspecify.annotations.NullMarked;
