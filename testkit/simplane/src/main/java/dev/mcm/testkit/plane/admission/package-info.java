/// Admission policies of a plane: ValidatingAdmissionPolicy objects, evaluated on every write.
@NullMarked
package dev.mcm.testkit.plane.admission;

import org.jspecify.annotations.NullMarked;
