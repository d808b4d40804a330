package io.evoforge.testkit.proposal;

import io.evoforge.core.proposal.CandidateProposer;

class ScriptedProposerTest extends CandidateProposerContract {
    @Override
    protected CandidateProposer proposer() {
        return ScriptedProposer.of("only answer");
    }
}
