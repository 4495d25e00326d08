/// The schema as a whole: the Hibernate model against the migrations, what is published, who may
/// write what.
@NullMarked
package dev.mcm.state.schema;

import org.jspecify.annotations.NullMarked;
