/// Stored records: the shapes of items and documents, apart from the domain's. A stored field keeps
/// its name whatever the domain calls it; a new one is optional for readers.
@NullMarked
package io.hotswap.persistence.stored;

import org.jspecify.annotations.NullMarked;
