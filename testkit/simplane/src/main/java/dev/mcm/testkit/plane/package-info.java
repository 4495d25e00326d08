/// A simulated workload plane: Kubernetes API, controllers, nodes and gateway in this JVM.
@NullMarked
package dev.mcm.testkit.plane;

import org.jspecify.annotations.NullMarked;
