package io.hotswap.persistence.stored.deployment;

import io.hotswap.domain.verdict.VerdictQuestion;
import java.util.List;
import java.util.OptionalDouble;

record StoredQuestion(
    List<StoredCriterion> criteria,
    double alpha,
    long minimumCalls,
    int minimumTenants,
    OptionalDouble expectedShare,
    int fewTenantsLooks,
    boolean callsAreIndependent) {
  static StoredQuestion of(VerdictQuestion it) {
    return new StoredQuestion(
        it.criteria().stream().map(StoredCriterion::of).toList(),
        it.alpha(),
        it.minimumCalls(),
        it.minimumTenants(),
        it.expectedShare(),
        it.fewTenantsLooks(),
        it.callsAreIndependent());
  }

  VerdictQuestion toDomain() {
    return new VerdictQuestion(
        criteria.stream().map(StoredCriterion::toDomain).toList(),
        alpha,
        minimumCalls,
        minimumTenants,
        expectedShare,
        fewTenantsLooks,
        callsAreIndependent);
  }
}
