package io.hotswap.persistence.dynamo.registry;

import io.hotswap.domain.trust.TrustDocuments;
import io.hotswap.domain.trust.TrustDocumentsContract;
import io.hotswap.engine.LocalEngine;
import io.hotswap.persistence.aws.Aws;
import io.hotswap.persistence.aws.Tables;

class DynamoTrustDocumentsTest extends TrustDocumentsContract {
  @Override
  protected TrustDocuments documents() {
    var tables = new Tables(LocalEngine.shared().freshStage().environment());
    return new DynamoTrustDocuments(Aws.dynamo(), Aws.s3(), tables);
  }
}
