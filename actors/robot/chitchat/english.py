"""PURE: the presets of chit-chat in English."""

from __future__ import annotations

from typing import Final

from actors.robot.chitchat.preset import Category, Preset

ENGLISH_PRESETS: Final = (
    Preset(
        Category.GREETING,
        "greeting",
        (
            *("hello", "hi", "hey", "hi there", "good morning", "good afternoon"),
            *("good evening", "hello there", "anybody there?", "is anyone there?"),
            *("are you there?", "greetings"),
        ),
        (
            "Hello! What can I do for you?",
            "Hi there. Just ask your question.",
        ),
    ),
    Preset(
        Category.HOW_ARE_YOU,
        "how are you",
        (
            *("how are you?", "how are you doing?", "what's up?", "how do you do?"),
            *("how is your day?", "are you well?", "how have you been?", "you ok?"),
        ),
        (
            "I am fine, thank you. What can I do for you?",
            "All well here. How can I help?",
        ),
    ),
    Preset(
        Category.THANKS,
        "thanks",
        (
            *("thanks", "thank you", "thank you very much", "many thanks", "thx"),
            *("cheers", "thanks a lot", "much appreciated", "thank you so much"),
            "thanks for your help",
        ),
        (
            "You are welcome.",
            "Glad to help. Ask again whenever you like.",
        ),
    ),
    Preset(
        Category.BYE,
        "goodbye",
        (
            *("bye", "goodbye", "bye bye", "see you", "see you later", "good night"),
            *("that's all", "I have to go", "no more questions", "talk to you later"),
            "have a nice day",
        ),
        (
            "Goodbye, and have a nice day!",
            "See you. I am here whenever you need me.",
        ),
    ),
    Preset(
        Category.PRAISE,
        "praise",
        (
            *("well done", "good job", "you are great", "great service", "good bot"),
            *("you are so smart", "that was very helpful", "awesome", "nice work"),
            *("you are amazing", "excellent", "you're the best"),
        ),
        (
            "Thank you, that is kind of you.",
            "Glad you like it!",
        ),
    ),
    Preset(
        Category.COMPLAINT,
        "complaint",
        (
            *("you are stupid", "this is useless", "you don't understand me"),
            *("you are no help", "bad bot", "terrible service", "this is ridiculous"),
            *("that's not what I asked", "you suck", "what a waste of time"),
            *("you are dumb", "I am angry"),
        ),
        (
            "I am sorry. Try it in other words, or write “agent” to reach a person.",
            "Sorry that I was no help. Write “agent”, and a colleague takes over.",
        ),
    ),
    Preset(
        Category.APOLOGY,
        "apology",
        (
            *("sorry", "I'm sorry", "my bad", "my mistake", "excuse me", "I apologise"),
            *("sorry about that", "sorry wrong chat"),
        ),
        (
            "No problem at all. Please go on.",
            "Never mind. What can I do for you?",
        ),
    ),
    Preset(
        Category.ACKNOWLEDGE,
        "acknowledgement",
        (
            *("ok", "okay", "all right", "got it", "I see", "fine", "sure", "yes"),
            *("I understand", "makes sense", "good to know", "ok thanks"),
        ),
        (
            "Good. Is there anything else?",
            "All right. I am here if you need more.",
        ),
    ),
    Preset(
        Category.LAUGH,
        "laughter",
        (
            *("haha", "hahaha", "lol", "lmao", "rofl", "hehe", "that's funny"),
            "you are funny",
        ),
        (
            "Good to see you laugh.",
            "Haha. What else can I do for you?",
        ),
    ),
    Preset(
        Category.WHO_ARE_YOU,
        "who are you",
        (
            *("who are you?", "what is your name?", "what's your name?"),
            *("introduce yourself", "tell me about yourself", "who is this?"),
            *("what are you called?", "do you have a name?"),
        ),
        (
            "I am the assistant here and answer the usual questions.",
            "I am this service's robot. Nice to meet you.",
        ),
    ),
    Preset(
        Category.ARE_YOU_ROBOT,
        "are you a robot",
        (
            *("are you a robot?", "are you a bot?", "are you human?", "are you real?"),
            *("are you a real person?", "am I talking to a machine?", "are you an AI?"),
            "is this a bot?",
        ),
        (
            "I am a robot. Write “agent” if you want a person.",
            "Yes, a robot. A person comes when you write “agent”.",
        ),
    ),
    Preset(
        Category.WHAT_CAN_YOU_DO,
        "what can you do",
        (
            *("what can you do?", "what can I ask you?", "how can you help me?"),
            *("what are you good for?", "what do you know?", "what can you help with?"),
            "what are your features?",
        ),
        (
            "Ask me how something works or how long it takes, in one sentence.",
            "I answer usual questions; what I cannot answer goes to a colleague.",
        ),
    ),
    Preset(
        Category.AGE,
        "age",
        (
            *("how old are you?", "what is your age?", "when were you born?"),
            *("when is your birthday?", "are you old?", "are you young?"),
        ),
        (
            "Young enough to learn something every day.",
            "A robot never tells its age.",
        ),
    ),
    Preset(
        Category.WEATHER,
        "weather",
        (
            *("how is the weather?", "what's the weather like?", "will it rain today?"),
            *("is it cold outside?", "weather forecast", "will it snow tomorrow?"),
            *("nice weather today", "what is the temperature?"),
        ),
        (
            "I cannot see the weather from here: a forecast knows better.",
            "Whatever the weather, I hope your day is bright.",
        ),
    ),
    Preset(
        Category.JOKE,
        "joke",
        (
            *("tell me a joke", "do you know a joke?", "say something funny"),
            *("another joke please", "can you tell jokes?", "make me smile"),
            "tell me something funny",
        ),
        (
            "Why do robots take holidays? To recharge their batteries.",
            "There are 10 kinds of people: those who read binary and those who do not.",
        ),
    ),
    Preset(
        Category.LOVE,
        "love",
        (
            *("I love you", "marry me", "do you love me?", "do you have a girlfriend?"),
            *("do you have a boyfriend?", "are you single?", "be my girlfriend"),
            "I like you",
        ),
        (
            "Thank you. I only have eyes for questions.",
            "That is sweet. How can I help you?",
        ),
    ),
    Preset(
        Category.BORED,
        "boredom",
        (
            *("I am bored", "I'm bored", "talk to me", "chat with me", "entertain me"),
            *("I am lonely", "I am sad", "let's chat", "keep me company"),
        ),
        (
            "I am here. Ask me anything about our service.",
            "A walk or a song may help; questions I answer at any time.",
        ),
    ),
)
