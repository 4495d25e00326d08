/// Views over several tables, each read by one statement into records: what a service needs at once
/// and no single table has.
@NullMarked
package dev.mcm.state.view;

import org.jspecify.annotations.NullMarked;
