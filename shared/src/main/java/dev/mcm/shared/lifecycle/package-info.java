/// Starting, watching and stopping the parts of a service.
@NullMarked
package dev.mcm.shared.lifecycle;

import org.jspecify.annotations.NullMarked;
