package io.hotswap.domain.audit;

class InMemoryRefusedAttemptsTest extends RefusedAttemptsContract {
  private final RefusedAttempts attempts = new InMemoryRefusedAttempts();

  @Override
  protected RefusedAttempts attempts() {
    return attempts;
  }
}
