/// What has been applied to the planes. Writer: ATC.
@NullMarked
package dev.mcm.state.push;

import org.jspecify.annotations.NullMarked;
