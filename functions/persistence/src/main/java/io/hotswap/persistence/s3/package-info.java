/// The domain's ports on S3 objects.
@NullMarked
package io.hotswap.persistence.s3;

import org.jspecify.annotations.NullMarked;
