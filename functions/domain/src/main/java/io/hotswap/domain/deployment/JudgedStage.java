package io.hotswap.domain.deployment;

import io.hotswap.domain.verdict.Verdict;
import io.hotswap.domain.verdict.VerdictQuestion;
import java.time.Instant;

/// A verdict that decided something, with all that it needs to be given again.
///
/// @param evidence where the counts by tenant are kept that it was given on
public record JudgedStage(
    int stage, Instant at, VerdictQuestion question, Verdict verdict, String evidence) {}
