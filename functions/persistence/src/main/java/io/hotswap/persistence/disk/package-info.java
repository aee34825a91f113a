/// What nodes keep on their disks.
@NullMarked
package io.hotswap.persistence.disk;

import org.jspecify.annotations.NullMarked;
