/// Documents of the bucket and of nodes' disks, as JSON.
@NullMarked
package io.hotswap.persistence.disk;

import org.jspecify.annotations.NullMarked;
