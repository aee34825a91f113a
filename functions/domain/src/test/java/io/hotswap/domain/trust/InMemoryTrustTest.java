package io.hotswap.domain.trust;

class InMemoryTrustTest extends TrustDocumentsContract {
  @Override
  protected TrustDocuments documents() {
    return new InMemoryTrust();
  }
}
