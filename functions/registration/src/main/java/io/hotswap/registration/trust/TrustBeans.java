package io.hotswap.registration.trust;

import io.hotswap.domain.malware.UnblockingBinaries;
import io.hotswap.domain.plugin.Plugins;
import io.hotswap.domain.revocation.FindingSigned;
import io.hotswap.domain.trust.BlockingBinaries;
import io.hotswap.domain.trust.TrustDocuments;
import io.hotswap.domain.trust.TrustRule;
import io.hotswap.persistence.Stores;
import io.hotswap.persistence.aws.Tables;
import io.hotswap.signing.CmsArchiveSignatures;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.Clock;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;

/// Beans of what is seen and undone of the trust.
@Factory
final class TrustBeans {
  @Singleton
  UnblockingBinaries unblocking(TrustDocuments trust, Plugins plugins, Clock clock) {
    return new UnblockingBinaries(trust, plugins, new BlockingBinaries(trust, clock));
  }

  @Singleton
  FindingSigned signed(
      TrustDocuments trust, DynamoDbClient dynamo, S3Client s3, Tables tables, Clock clock) {
    var stores = new Stores(dynamo, s3, tables, clock);
    return new FindingSigned(
        trust,
        stores.routing(),
        stores.releases(),
        stores.pins(),
        new TrustRule(new CmsArchiveSignatures()));
  }
}
