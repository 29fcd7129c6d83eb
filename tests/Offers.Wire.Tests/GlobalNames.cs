global using AgentEnd = Offers.Wire.WireConnection<Offers.AgentInstruction, Offers.AgentReport>;
global using Master = Offers.Wire.WireConnection<Offers.AgentReport, Offers.AgentInstruction>;
global using MasterListener = Offers.Wire.WireListener<Offers.AgentReport, Offers.AgentInstruction>;
