/// The primary keys of every table's items; the only place that knows their patterns.
@NullMarked
package io.hotswap.persistence.dynamo.keys;

import org.jspecify.annotations.NullMarked;
